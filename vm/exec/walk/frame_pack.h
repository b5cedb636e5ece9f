/* frame_pack.h - frames in fewer bytes, for those that wait long
 * In:     a part of a stack
 * Out:    for each slot two bits that say how many bytes its value takes (0, 4, 6, 8), then these bytes; a
 *         saved frame pointer is the number of a slot
 * Used by: vm/exec/continuation/chunk.c
 * Keeps:  addresses of metadata and machine code lie below 4 GB, those of objects below 256 TB; what does not
 *         takes eight bytes
 * Tests:  tests/unit/frame_pack_test.c, tests/java25/PackedFrames.java
 */
#ifndef MOKA_VM_EXEC_WALK_FRAME_PACK_H
#define MOKA_VM_EXEC_WALK_FRAME_PACK_H

#include "vm/exec/walk/frame_part.h"

/* A multiple of eight, and enough for frame_pack. */
size_t frame_pack_bytes(const FramePart *part);
/* The outermost frame has no caller then (frame_part_unlink). Returns frame_pack_bytes. */
size_t frame_pack(const FramePart *part, void *to);
/* Lays the frames where the part says, whose fields are set but for the slots. */
void frame_unpack(const void *from, const FramePart *part);

#endif
