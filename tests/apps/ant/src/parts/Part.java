package parts;

record Part(int size) {
    Part doubled() {
        return new Part(size * 2);
    }
}
