#pragma once

#include "usbctl/usbctl-device.h"

/**
 * UsbctlNode:
 *
 * What Windows knows of one entry of its device tree: a USB device, an interface of a composite one, a disk. Texts may
 * be NULL where Windows says nothing.
 */
typedef struct {
    const char *id;                    /* device instance ID */
    const char *parent;                /* the instance ID of what it hangs on; of an absent one, the last known */
    const char *container;             /* "{…}": the same for all nodes of one thing that a person can hold */
    const char *location;              /* "Port_#0001.Hub_#0003" */
    const char *reported;              /* the product string, as the bus reported it */
    const char *name;                  /* what Windows calls it */
    const char *manufacturer;          /* from the driver's file */
    const char *setup_class;           /* "USB", "DiskDrive", "WPD" */
    const char *const *hardware_ids;   /* exactly as they are, the most specific first */
    const char *const *compatible_ids; /* likewise */
    const char *const *volumes;        /* of a disk: "E:\" */
    gboolean absent;                   /* known from before, not plugged in now */
} UsbctlNode;

UsbctlNode *usbctl_node_new(const UsbctlNode *parts);
void usbctl_node_free(UsbctlNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UsbctlNode, usbctl_node_free)

/* What stands behind "@usbstor.inf,%name%;What people read"; a text that is no such reference stays (transfer full). */
char *usbctl_node_plain_text(const char *text);

/*
 * The USB devices (UsbctlDevice) among @nodes, in the order of their instance IDs, each with the interfaces and disks
 * that hang on it. A node whose parent is not known belongs to the device in the same container.
 */
GPtrArray *usbctl_node_fold(GPtrArray *nodes);
