#pragma once

/*
 * The sections and fields of an inventory that are of use, whatever the agent calls them. For ep-inventory-build.c
 * alone, hence the short names.
 */
typedef enum {
    HARDWARE,
    BIOS,
    SYSTEM,
    ACCESSLOG,
    USERS,
    MEMORIES,
    NETWORKS,
    SOFTWARES,
    ACCOUNTINFO,
    DEVICE,
    N_SECTIONS,
} EpInventorySection;

typedef enum {
    HOST,
    HARDWARE_OS,
    HARDWARE_VERSION,
    MEMORY,
    HARDWARE_IP,
    LAST_USER,
    USER_ID,
    SERIAL,
    MAKER,
    MODEL,
    BOARD_MAKER,
    ASSET_TAG,
    SYSTEM_NAME,
    SYSTEM_KERNEL,
    SYSTEM_VERSION,
    FQDN,
    LOG_DATE,
    LOGIN,
    N_KEPT, /* those above are kept from their first section on, those below are of a row of a list */
    CAPACITY = N_KEPT,
    NET_NAME,
    NET_TYPE,
    NET_IP,
    NET_MAC,
    NET_STATUS,
    NET_VIRTUAL,
    PROGRAM,
    VERSION,
    PUBLISHER,
    INSTALLED,
    KEY_NAME,
    KEY_VALUE,
    DEVICE_TYPE,
    DEVICE_NAME,
    DEVICE_MODEL,
    N_SLOTS,
} EpInventorySlot;

/* EP_INVENTORY_NONE for what is of no use. */
int ep_inventory_names_find_section(const char *name);
int ep_inventory_names_find_slot(int section, const char *name);
