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

/* What such a program ends with: @status, or 1 with a message when what it printed could not be written (a full disk):
 * a list that was cut short must not look whole to the script that asked for it. */
int usbctl_program_end_console(int status);
