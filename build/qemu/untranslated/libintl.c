/* See libintl.h. The parameters that a translation would need are not looked at. */
#include "libintl.h"

#include <stddef.h>

static char *same(const char *text) { return (char *)text; }
static char *by_count(const char *one, const char *many, unsigned long count) { return same(count == 1 ? one : many); }

char *gettext(const char *text) { return same(text); }
char *dgettext(const char *domain, const char *text) { return same(text); }
char *dcgettext(const char *domain, const char *text, int category) { return same(text); }
char *ngettext(const char *one, const char *many, unsigned long count) { return by_count(one, many, count); }
char *dngettext(const char *domain, const char *one, const char *many, unsigned long count) {
  return by_count(one, many, count);
}
char *dcngettext(const char *domain, const char *one, const char *many, unsigned long count, int category) {
  return by_count(one, many, count);
}
char *textdomain(const char *domain) { return same(domain == NULL ? "messages" : domain); }
char *bindtextdomain(const char *domain, const char *folder) { return same(folder); }
char *bind_textdomain_codeset(const char *domain, const char *codeset) { return same(codeset); }
