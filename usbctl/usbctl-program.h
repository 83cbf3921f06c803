#pragma once

/*
 * What each of the programs does first. Its language: the desk reads Japanese, so unless LANGUAGE says otherwise
 * messages are Japanese, whichever locale the machine has; where its locale is "C", a UTF-8 one is taken, because
 * gettext translates nothing in "C". Translations are looked for beside the program (installed, or in a build folder),
 * never at a path fixed when it was built; MADOGUCHI_LOCALEDIR overrides.
 */
void usbctl_program_init(void);

/* The same for a program of the console, which also prints as the operating system wants it. Returns the arguments in
 * UTF-8; free with g_strfreev(). */
char **usbctl_program_init_console(char **argv);
