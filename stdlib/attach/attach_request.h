/* attach_request.h - one request of a tool that has attached, and its answer, as bytes on a socket
 * In:     version 1: "1", a name and three arguments, each with a zero byte behind it; version 2: "2", the
 *         length as text, then so many bytes with a name and any number of arguments
 * Out:    a name and arguments; back go a result as text on a line of its own, and the output
 * Effects: waits for the tool, as long as PATIENCE; never IN_JAVA
 * Tests:  tests/suites/47_attach
 */
#ifndef MOKA_STDLIB_ATTACH_ATTACH_REQUEST_H
#define MOKA_STDLIB_ATTACH_ATTACH_REQUEST_H

#include "vm/base/base.h"

#include <stdio.h>

enum { ATTACH_ARGUMENTS = 3 };
enum { ATTACH_OK = 0, ATTACH_FAILED = -1, ATTACH_BAD_VERSION = 101 };

typedef struct AttachRequest {
    int fd;      /* 0: none */
    char *bytes; /* name and arguments, malloc'ed */
    const char *name, *arguments[ATTACH_ARGUMENTS]; /* in `bytes`; an argument that is not given is empty */
    int result;
    FILE *out; /* writes to `text` */
    char *text;
    size_t length;
} AttachRequest;

/* Reads the request of the connection and opens its `out`. False: it is none, it is another user's, or there
 * is no memory; the tool has been told what the protocol has a word for. */
bool attach_receive(AttachRequest *request);
void attach_send(AttachRequest *request);
/* Releases what the request has. */
void attach_close(AttachRequest *request);

#endif
