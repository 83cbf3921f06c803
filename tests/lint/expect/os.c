/* read as usbctl/usbctl-bad.c: shared code asks for no operating system. */
#ifdef G_OS_WIN32 /* expect */
#elif defined(__linux__) /* expect */
#endif
#ifdef G_LOG_DOMAIN
#endif
