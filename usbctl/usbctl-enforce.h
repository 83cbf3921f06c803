#pragma once

#include "usbctl/usbctl-registry.h"

/*
 * The policy that an operating system enforces, as usbctl reads and changes it: Windows' Device Installation
 * Restrictions in the registry. What was there before a change is kept as a Registry.pol that brings it back; a change
 * is read back, and taken back whole when the registry does not hold then what it should.
 */
typedef struct {
    UsbctlRegistry *(*read)(gpointer data, GError **error); /* the state below USBCTL_RENDER_RESTRICTIONS */
    gboolean (*write)(gpointer data, const UsbctlRegistry *change, GError **error);
    gpointer data;
    const char *folder; /* where what was there before is kept; made when it is needed */
} UsbctlEnforcer;

/* The operating system's, chosen when building. USBCTL_ERROR_FAILED where usbctl changes no policy. */
const UsbctlEnforcer *usbctl_enforce_get_system(GError **error);

/* May this process change it? */
gboolean usbctl_enforce_has_rights(void);

/* Runs this program again with @words as an administrator, whom the operating system asks for, and waits for its exit
 * status. */
gboolean usbctl_enforce_run_elevated(const char *words, int *status, GError **error);

/* What a file holds: a Registry.pol, or a policy as of @date. USBCTL_ERROR_INVALID for settings of anything but the
 * installation of devices. */
UsbctlRegistry *usbctl_enforce_load(const char *path, const char *date, GPtrArray *unexpressed, GError **error);

/* Is the system already as @change would make it? */
gboolean usbctl_enforce_is_done(const UsbctlEnforcer *enforcer, const UsbctlRegistry *change, gboolean *done,
                                GError **error);

/* @kept (out): the file that usbctl_enforce_undo() reads; NULL when there was nothing to change. */
gboolean usbctl_enforce_apply(const UsbctlEnforcer *enforcer, const UsbctlRegistry *change, char **kept,
                              GError **error);

/* The newest file kept, or NULL. */
char *usbctl_enforce_find_kept(const UsbctlEnforcer *enforcer);

/* The newest file kept, and what it brings back; USBCTL_ERROR_NOT_FOUND when there is none. */
UsbctlRegistry *usbctl_enforce_load_kept(const UsbctlEnforcer *enforcer, char **path, GError **error);

/* Brings back what was there before the last change that was not undone yet. */
gboolean usbctl_enforce_undo(const UsbctlEnforcer *enforcer, GError **error);
