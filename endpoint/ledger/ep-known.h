#pragma once

#include "endpoint/store/ep-reader.h"
#include "usbctl/usbctl-device.h"

/*
 * What the ledger knows of a device by its serial number or its sticker: one entry for each permit that stands, for a
 * medium without one, and for a device that waits in an application. The counter, the console and the explanation all
 * say it from here.
 */
typedef struct {
    gint64 medium, permit, application; /* 0: none */
    char *number;                       /* of the medium, or of the application */
    char *section;                      /* whose permit or application it is, else whose medium */
    char *permit_number;                /* "" */
    char *network, *until;              /* of the permit; the network also of the application */
    GPtrArray *pcs;                     /* EpRecord of permit_scope: those that the permit names */
    UsbctlDevice *device;               /* as the ledger has it, with the number as its label */
    gboolean same;                      /* taken for this very device: the same product and serial number, or sticker */
} EpKnown;

/* EpKnown, the applications first. @sticker: "" for none. @self: the record that is asked about, so that it does not
 * meet itself; 0 for none. */
GPtrArray *ep_known_find(EpReader *reader, const UsbctlDevice *device, const char *sticker, gint64 self,
                         GError **error);

/* Whose it is, in which network and until when; @network: where it is wanted, so that another is pointed out, or NULL.
 */
char *ep_known_dup_text(const EpKnown *known, const char *network);

/* Lines to be kept, and what a person reads of them: with the numbers and the PCs. */
char *ep_known_dup_lines(GPtrArray *known, const char *network);
char *ep_known_describe(const char *lines);
