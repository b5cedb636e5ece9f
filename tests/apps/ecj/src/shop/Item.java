package shop;

import java.util.List;
import java.util.Map;

/** Sealed types and records. */
public sealed interface Item permits Item.Book, Item.Tool, Item.Bundle {
    Money price();

    default String label() {
        return switch (kind()) {
            case BOOK -> "book";
            case TOOL -> "tool";
            case BUNDLE -> {
                String text = "bundle";
                yield text + "s";
            }
        };
    }

    Kind kind();

    enum Kind {
        BOOK("b") {
            @Override
            int shelf() {
                return 1;
            }
        },
        TOOL("t"), BUNDLE("*");

        private static final Map<String, Kind> BY_CODE = Map.of("b", BOOK, "t", TOOL, "*", BUNDLE);
        final String code;

        Kind(String code) {
            this.code = code;
        }

        int shelf() {
            return ordinal() * 10;
        }

        static Kind of(String code) {
            return BY_CODE.getOrDefault(code, TOOL);
        }
    }

    record Book(String title, Money price, int... pages) implements Item {
        public Book {
            if (title.isBlank()) {
                throw new IllegalArgumentException();
            }
        }

        @Override
        public Kind kind() {
            return Kind.BOOK;
        }
    }

    record Tool(String name, Money price) implements Item {
        @Override
        public Kind kind() {
            return Kind.TOOL;
        }
    }

    record Bundle<T extends Item & Comparable<T>>(List<? extends T> parts) implements Item {
        @Override
        public Money price() {
            return parts.stream().map(Item::price).reduce(Money.ZERO, Money::plus);
        }

        @Override
        public Kind kind() {
            return Kind.BUNDLE;
        }
    }
}
