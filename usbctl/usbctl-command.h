#pragma once

/* The console program: runs the verb that @argv names and returns the exit status (0 done, 1 error, 2 usage, 3 not
 * found). */
int usbctl_command_main(int argc, char **argv);
