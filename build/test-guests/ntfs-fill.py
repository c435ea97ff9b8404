"""Fills an NTFS volume in a file, without mounting it, through libntfs-3g.

Reads a list of JSON lines from the second argument: {"path", "kind": "directory", "file" or "reparse",
"from": a file of this machine, "compressed": true, "step": bytes to write at once, "reparse": hex, "attributes": number, "stream": name}.
The image is the first argument. A line of kind "dirty" marks the volume as one that wants to be checked.
"""
import ctypes
import ctypes.util
import json
import os
import sys

name = ctypes.util.find_library("ntfs-3g")
if name is None:
    sys.exit("libntfs-3g is not installed")
lib = ctypes.CDLL(name, use_errno=True)
pointer, size = ctypes.c_void_p, ctypes.c_int64


def declare(function, result, *arguments):
    found = getattr(lib, function)
    found.restype, found.argtypes = result, list(arguments)
    return found


mount = declare("ntfs_mount", pointer, ctypes.c_char_p, ctypes.c_ulong)
umount = declare("ntfs_umount", ctypes.c_int, pointer, ctypes.c_int)
to_inode = declare("ntfs_pathname_to_inode", pointer, pointer, pointer, ctypes.c_char_p)
to_units = declare("ntfs_mbstoucs", ctypes.c_int, ctypes.c_char_p, ctypes.POINTER(pointer))
create = declare("ntfs_create", pointer, pointer, ctypes.c_uint32, pointer, ctypes.c_uint8, ctypes.c_uint32)
close_inode = declare("ntfs_inode_close", ctypes.c_int, pointer)
open_attr = declare("ntfs_attr_open", pointer, pointer, ctypes.c_uint32, pointer, ctypes.c_uint32)
add_attr = declare("ntfs_attr_add", ctypes.c_int, pointer, ctypes.c_uint32, pointer, ctypes.c_uint8, pointer, size)
write_attr = declare("ntfs_attr_pwrite", size, pointer, size, size, ctypes.c_char_p)
truncate_attr = declare("ntfs_attr_truncate", ctypes.c_int, pointer, size)
close_compressed = declare("ntfs_attr_pclose", ctypes.c_int, pointer)
close_attr = declare("ntfs_attr_close", None, pointer)
set_attributes = declare(
    "ntfs_set_ntfs_attrib", ctypes.c_int, pointer, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int
)
set_reparse = declare(
    "ntfs_set_ntfs_reparse_data", ctypes.c_int, pointer, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int
)
write_flags = declare("ntfs_volume_write_flags", ctypes.c_int, pointer, ctypes.c_uint16)
lib.ntfs_set_char_encoding(b"utf8")
lib.ntfs_log_set_handler(None)

DATA, DIRECTORY, FILE, COMPRESSED = 0x80, 0o040000, 0o100000, 0x800


def check(result, what):
    if not result:
        sys.exit(f"{what}: {os.strerror(ctypes.get_errno())}")
    return result


def units(text):
    out = pointer()
    count = to_units(text.encode(), ctypes.byref(out))
    check(count >= 0, text)
    return out, count


def write(inode, entry):
    stream = entry.get("stream")
    named, count = units(stream) if stream else (None, 0)
    if stream:
        check(add_attr(inode, DATA, named, count, None, 0) == 0, entry["path"])
    with open(entry["from"], "rb") as file:
        data = file.read()
    attr = check(open_attr(inode, DATA, named, count), entry["path"])
    step = entry.get("step") or max(1, len(data))
    for at in range(0, len(data), step):
        part = data[at : at + step]
        # holes stay holes
        if part.count(0) == len(part):
            continue
        check(write_attr(attr, at, len(part), part) == len(part), entry["path"])
    if entry.get("compressed"):
        check(close_compressed(attr) == 0, entry["path"])
    if len(data) > 0:
        check(truncate_attr(attr, len(data)) == 0, entry["path"])
    close_attr(attr)


def fill(volume, entry):
    if entry["kind"] == "dirty":
        check(write_flags(volume, 1) == 0, "dirty")
        return
    parent, leaf = entry["path"].rsplit("/", 1)
    if entry.get("stream"):
        inode = check(to_inode(volume, None, entry["path"].encode()), entry["path"])
    else:
        folder = check(to_inode(volume, None, (parent or "/").encode()), parent)
        text, count = units(leaf)
        kind = DIRECTORY if entry["kind"] == "directory" or entry.get("folder") else FILE
        inode = check(create(folder, 0, text, count, kind), entry["path"])
        check(close_inode(folder) == 0, parent)
    # only a folder can be told; files made in it are compressed
    is_compressed_folder = entry["kind"] == "directory" and entry.get("compressed")
    bits = entry.get("attributes", 0) | (COMPRESSED if is_compressed_folder else 0)
    if bits:
        check(set_attributes(inode, bits.to_bytes(4, "little"), 4, 0) == 0, entry["path"])
    if entry["kind"] == "file":
        write(inode, entry)
    if entry["kind"] == "reparse":
        data = bytes.fromhex(entry["reparse"])
        check(set_reparse(inode, data, len(data), 0) == 0, entry["path"])
    check(close_inode(inode) == 0, entry["path"])


def main():
    volume = check(mount(sys.argv[1].encode(), 0), "mounting")
    # the second word of the volume's state: allow compressed files, which no call does
    state = ctypes.cast(volume + 2 * ctypes.sizeof(pointer), ctypes.POINTER(ctypes.c_ulong))
    state[0] |= 1 << 6
    with open(sys.argv[2], encoding="utf8") as lines:
        for line in lines:
            fill(volume, json.loads(line))
    check(umount(volume, 0) == 0, "unmounting")


main()
