/* view_page.c - see view.h: the page with a recording in it, one file that needs nothing else. */
#include "tools/view/view.h"

#include <stdio.h>

/* Texts of programs may end a script's element; in JSON a `<` stands in strings alone. */
static void write_data(FILE *out, const char *json, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (json[i] == '<')
            fputs("\\u003c", out);
        else
            fputc(json[i], out);
}

void view_page_write(FILE *out, const char *json, size_t length)
{
    fputs(page_text[0], out);
    write_data(out, json, length);
    fputs(page_text[1], out);
}
