#pragma once

#include "usbctl/usbctl-device.h"
#include "usbctl/usbctl-reason.h"

typedef struct {
    UsbctlReason reason;
    char *where; /* the other device, as the ledger or the bus calls it; NULL when none is concerned */
} UsbctlGradeReason;

typedef struct {
    UsbctlLevel level;
    GPtrArray *reasons; /* UsbctlGradeReason, at least one, the worst level first */
} UsbctlGrade;

/*
 * How well @device can be told apart, always with reasons. @others (UsbctlDevice, may be NULL) are what else is plugged
 * in, and what else the ledger knows by the same serial, in any order. @device itself may be among them by pointer, by
 * path, or as what Windows remembers of it; an entry of a ledger that is @device itself must not be.
 */
UsbctlGrade *usbctl_grade_new(const UsbctlDevice *device, GPtrArray *others);
void usbctl_grade_free(UsbctlGrade *grade);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(UsbctlGrade, usbctl_grade_free)

gboolean usbctl_grade_has(const UsbctlGrade *grade, UsbctlReason reason);
