#pragma once

/* What the operating system answers; chosen by meson. */

/* The folder of the running program, or NULL where it does not say. Free with g_free(). */
char *usbctl_program_folder(void);

/* Where gettext finds the catalogs. */
void usbctl_program_bind(const char *folder);

/* See usbctl_program_init_console(). */
char **usbctl_program_arguments(char **argv);
void usbctl_program_open_console(void);
