#pragma once

#include <glib.h>

/*
 * A list that something enforces, as it was read back: what it names, one entry after the other, and what it does
 * beside that. Whatever the format, entries are the same, so that they can be compared with what is wanted.
 */

/* One device, product or vendor of a list. The first entry that means a device decides. */
typedef struct {
    guint line;  /* where it stands: line, or place among the list's values; from 1 */
    char *label; /* what the list calls it; "" */
    gboolean blocks;
    char *rights; /* "read-write", "read"; "": the list does not say */
    GStrv ids;    /* instance IDs; one that ends with * means each that begins so */
    char *vid, *pid;
    char *serial; /* "*" is any; "" none, or not said */
    char *hash;
    char *key;          /* the console's own of the row; "" none, NULL: the list has no such */
    char *from, *until; /* YYYY-MM-DD or "" */
    char *only_on;      /* the PCs that its row names; "" for none; NULL: the list does not say such */
    char *only_for;     /* the people or computers it is limited to; "" for none */
} UsbctlListed;

/* What else a list does that decides about devices. */
typedef enum {
    USBCTL_REMARK_NOT_LAYERED,  /* Windows: every deny wins over every allow */
    USBCTL_REMARK_LIST_OFF,     /* Windows: the switch of a list is off, so that its values count for nothing */
    USBCTL_REMARK_STORAGE_OPEN, /* storage that the list does not name is not blocked */
    USBCTL_REMARK_WIDE,         /* whole kinds of device are allowed */
    USBCTL_REMARK_CONDITION,    /* an entry counts under conditions only */
    USBCTL_REMARK_NEVER,        /* an entry that no device can fulfil */
    USBCTL_N_REMARKS,
} UsbctlRemarkKind;

typedef struct {
    UsbctlRemarkKind kind;
    char *where; /* "line 12", the name of a rule; "" */
} UsbctlRemark;

typedef struct {
    GPtrArray *entries; /* UsbctlListed */
    GPtrArray *remarks; /* UsbctlRemark */
} UsbctlList;

UsbctlList *usbctl_list_new(void);
void usbctl_list_free(UsbctlList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UsbctlList, usbctl_list_free)

/* An entry with nothing said, added to @list. */
UsbctlListed *usbctl_list_add(UsbctlList *list, guint line);

/* Sets a text of an entry. */
void usbctl_listed_set(char **text, const char *value);

/* Takes @where (NULL is ""). */
void usbctl_list_remark(UsbctlList *list, UsbctlRemarkKind kind, char *where);

const char *usbctl_list_remark_code(UsbctlRemarkKind kind); /* stable, "list-off" */
const char *usbctl_list_remark_text(UsbctlRemarkKind kind); /* a sentence: a msgid of the domain "madoguchi" */
