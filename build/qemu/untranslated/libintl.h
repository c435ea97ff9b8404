/* gettext for programs that nobody translates: the functions glib asks for, each giving back the text it got. */
#pragma once
#include <locale.h>

#ifndef LC_MESSAGES
#define LC_MESSAGES 1729
#endif

char *gettext(const char *text);
char *dgettext(const char *domain, const char *text);
char *dcgettext(const char *domain, const char *text, int category);
char *ngettext(const char *one, const char *many, unsigned long count);
char *dngettext(const char *domain, const char *one, const char *many, unsigned long count);
char *dcngettext(const char *domain, const char *one, const char *many, unsigned long count, int category);
char *textdomain(const char *domain);
char *bindtextdomain(const char *domain, const char *folder);
char *bind_textdomain_codeset(const char *domain, const char *codeset);
