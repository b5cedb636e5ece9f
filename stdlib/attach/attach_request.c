/* attach_request.c - see attach_request.h. */
#include "stdlib/attach/attach_request.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

/* FIRST_MOST, SECOND_MOST: bytes that follow the number of version 1 and 2. */
enum {
    VERSION_SIZE = 8,
    NAME_MOST = 16,
    ARGUMENT_MOST = 1024,
    FIRST_MOST = NAME_MOST + 1 + ATTACH_ARGUMENTS * (ARGUMENT_MOST + 1),
    SECOND_MOST = 256 * 1024,
    PATIENCE = 10 /* seconds without a byte */
};

/* Who may open the socket's file is checked by the system; this is for a process that has changed its
 * user. */
static bool is_permitted(int fd)
{
    struct ucred peer;
    socklen_t size = sizeof peer;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        return false;
    return peer.uid == 0 || (peer.uid == geteuid() && peer.gid == getegid());
}

static bool read_all(int fd, char *to, size_t count)
{
    for (ssize_t n; count > 0; to += n, count -= (size_t)n) {
        while ((n = recv(fd, to, count, 0)) < 0 && errno == EINTR) {
        }
        if (n <= 0)
            return false;
    }
    return true;
}

/* A text up to its zero byte. */
static bool read_text(int fd, char *ret_text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (!read_all(fd, &ret_text[i], 1) || !ret_text[i])
            return i < size && !ret_text[i];
    return false;
}

static bool read_first(AttachRequest *request)
{
    char *at = request->bytes = calloc(FIRST_MOST, 1);
    if (!at || !read_text(request->fd, at, NAME_MOST + 1))
        return false;
    request->name = at;
    for (int i = 0; i < ATTACH_ARGUMENTS; i++) {
        at += strlen(at) + 1;
        if (!read_text(request->fd, at, ARGUMENT_MOST + 1))
            return false;
        request->arguments[i] = at;
    }
    return true;
}

static bool read_second(AttachRequest *request)
{
    char text[16], *end;
    if (!read_text(request->fd, text, sizeof text))
        return false;
    size_t length = strtoul(text, &end, 10);
    if (*end || length == 0 || length > SECOND_MOST)
        return false;
    /* A zero byte more for each part that the tool has left out. */
    request->bytes = calloc(length + 1 + ATTACH_ARGUMENTS, 1);
    if (!request->bytes || !read_all(request->fd, request->bytes, length))
        return false;
    const char *at = request->name = request->bytes;
    for (int i = 0; i < ATTACH_ARGUMENTS; i++) {
        if (at < request->bytes + length)
            at += strlen(at) + 1;
        request->arguments[i] = at;
    }
    request->bytes[strcspn(request->bytes, " ")] = '\0'; /* options, such as streaming=0, follow the name */
    return true;
}

bool attach_receive(AttachRequest *request)
{
    char version[VERSION_SIZE];
    struct timeval patience = {.tv_sec = PATIENCE};
    setsockopt(request->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(request->fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (!is_permitted(request->fd) || !read_text(request->fd, version, sizeof version))
        return false;
    bool is_first = strcmp(version, "1") == 0;
    if (!is_first && strcmp(version, "2") != 0) {
        request->result = ATTACH_BAD_VERSION;
        attach_send(request);
        return false;
    }
    if (!(is_first ? read_first(request) : read_second(request)))
        return false;
    request->out = open_memstream(&request->text, &request->length);
    return request->out != NULL;
}

static bool write_all(int fd, const char *from, size_t count)
{
    for (ssize_t n; count > 0; from += n, count -= (size_t)n) {
        while ((n = send(fd, from, count, MSG_NOSIGNAL)) < 0 && errno == EINTR) {
        }
        if (n <= 0)
            return false;
    }
    return true;
}

void attach_send(AttachRequest *request)
{
    char result[16];
    int length = snprintf(result, sizeof result, "%d\n", request->result);
    if (request->out)
        fflush(request->out);
    if (write_all(request->fd, result, (size_t)length) && request->text)
        write_all(request->fd, request->text, request->length);
}

void attach_close(AttachRequest *request)
{
    if (request->out)
        fclose(request->out);
    if (request->fd)
        close(request->fd);
    free(request->text);
    free(request->bytes);
    *request = (AttachRequest){0};
}
