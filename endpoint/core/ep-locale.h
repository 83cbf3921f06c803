#pragma once

/*
 * The program's language. The desk reads Japanese: unless LANGUAGE says otherwise messages are Japanese, whichever
 * locale the machine has; where its locale is "C", a UTF-8 one is taken, because gettext translates nothing in "C".
 * Translations are looked for beside the program (installed, or in a build folder), never at a path fixed when it was
 * built; MADOGUCHI_LOCALEDIR overrides.
 */
void ep_locale_init(void);

/* The folder of the running program, or NULL where the operating system does not say. Free with g_free(). */
char *ep_locale_program_folder(void);
