#pragma once

#include "usbctl/usbctl-registry.h"
#include "usbctl/usbctl-target.h"

/* Device Installation Restrictions (DeviceInstallation.admx), below HKEY_LOCAL_MACHINE. */
#define USBCTL_RENDER_RESTRICTIONS "Software\\Policies\\Microsoft\\Windows\\DeviceInstall\\Restrictions"

/*
 * A policy as of a date (YYYY-MM-DD) → the bytes of one file. Pure: the same policy and date give the same bytes
 * anywhere.
 * @unexpressed (usbctl_target_unexpressed_new(), or NULL) gets every rule in force that the file leaves out, and why.
 */
typedef GBytes *(*UsbctlRenderFunc)(const UsbctlPolicy *policy, const char *date, GPtrArray *unexpressed,
                                    GError **error);

typedef struct {
    char *name; /* with / where it belongs into a folder below */
    GBytes *bytes;
} UsbctlFile;

/* What a policy is called in files that have a place for it, and what their GUIDs are made from: whoever renames the
 * one keeps the other. */
typedef struct {
    const char *name;
    const char *seed;
} UsbctlTitle;

/* Likewise for a format of several files: appends them to @files. */
typedef gboolean (*UsbctlRenderFilesFunc)(const UsbctlPolicy *policy, const char *date, const UsbctlTitle *title,
                                          GPtrArray *files, GPtrArray *unexpressed, GError **error);

/* A format has either one file or several. */
typedef struct {
    const char *name; /* as in `usbctl render --format` */
    UsbctlTarget target;
    const char *file; /* the usual name of the file */
    UsbctlRenderFunc render;
    UsbctlRenderFilesFunc render_files;
} UsbctlFormat;

extern const UsbctlFormat usbctl_render_formats[]; /* ends with a NULL name */
const UsbctlFormat *usbctl_render_find(const char *name);

/* All files of @format (UsbctlFile, transfer full). */
GPtrArray *usbctl_render(const UsbctlFormat *format, const UsbctlPolicy *policy, const char *date,
                         const UsbctlTitle *title, GPtrArray *unexpressed, GError **error);
void usbctl_render_add_file(GPtrArray *files, const char *name, GBytes *bytes);

/* @text as it stands in XML, which has no control characters: they become blanks. */
char *usbctl_render_escape_xml(const char *text);
void usbctl_render_append_xml(GString *out, const char *text);

/* USBCTL_ERROR_USAGE unless @date is one. */
gboolean usbctl_render_check_date(const char *date, GError **error);

/* What the formats of Windows hold. */
UsbctlRegistry *usbctl_render_registry(const UsbctlPolicy *policy, const char *date, GPtrArray *unexpressed,
                                       GError **error);
GBytes *usbctl_render_registry_pol(const UsbctlPolicy *policy, const char *date, GPtrArray *unexpressed,
                                   GError **error);
GBytes *usbctl_render_registry_reg(const UsbctlPolicy *policy, const char *date, GPtrArray *unexpressed,
                                   GError **error);
GBytes *usbctl_render_registry_lgpo(const UsbctlPolicy *policy, const char *date, GPtrArray *unexpressed,
                                    GError **error);
gboolean usbctl_render_defender(const UsbctlPolicy *policy, const char *date, const UsbctlTitle *title,
                                GPtrArray *files, GPtrArray *unexpressed, GError **error);
gboolean usbctl_render_gpo(const UsbctlPolicy *policy, const char *date, const UsbctlTitle *title, GPtrArray *files,
                           GPtrArray *unexpressed, GError **error);
GBytes *usbctl_render_usbguard(const UsbctlPolicy *policy, const char *date, GPtrArray *unexpressed, GError **error);
