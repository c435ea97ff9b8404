#!/bin/sh
# Stands in for wine, which would run the half-built installer so that it writes its uninstaller: the file alone is enough
# for the script to be compiled.
set -eu
cp "$1" "${1%exe}__uninstaller.exe"
