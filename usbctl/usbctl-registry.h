#pragma once

#include <glib.h>

/*
 * One logical list of registry operations below HKEY_LOCAL_MACHINE, in order, which is written either as Registry.pol
 * (MS-GPREG 2.2.1) or as .reg; so the two cannot say different things.
 */
typedef struct _UsbctlRegistry UsbctlRegistry;

UsbctlRegistry *usbctl_registry_new(void);
void usbctl_registry_free(UsbctlRegistry *registry);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UsbctlRegistry, usbctl_registry_free)

void usbctl_registry_set_dword(UsbctlRegistry *registry, const char *key, const char *name, guint32 value);
void usbctl_registry_set_text(UsbctlRegistry *registry, const char *key, const char *name, const char *text);
void usbctl_registry_clear(UsbctlRegistry *registry, const char *key); /* removes every value of the key */

GBytes *usbctl_registry_to_pol(const UsbctlRegistry *registry);
GBytes *usbctl_registry_to_reg(const UsbctlRegistry *registry);
