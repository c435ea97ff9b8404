/* Stands in for Electron's program where that cannot be had: it has fuses to set, resources to fill, and does nothing. */
#include <stdio.h>

/* The mark, the version of the layout, how many fuses, and a state for each. */
const volatile char fuses[] = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX"
                              "\x01"
                              "\x09"
                              "110011010";

int main(void) {
  printf("This is not Electron: fuses %s\n", (const char *)fuses);
  return 0;
}
