#pragma once

#include "endpoint/core/ep-table.h"

/*
 * Choices that the program's own description makes: its steps ("registration.confirm", 登録: 確認) and the fields of
 * its forms. Filled in once, by ep_kinds_new_catalog(), in the language of the program.
 */
#define EP_NAMED_MAX 512

extern EpChoice ep_named_steps[EP_NAMED_MAX];  /* every verb that a person does */
extern EpChoice ep_named_fields[EP_NAMED_MAX]; /* every field of a form that a verb asks to be complete */

void ep_named_fill(EpCatalog *catalog);

/* The step as a person reads it: "登録: 確認"; @name itself if there is none. */
const char *ep_named_get_step(const char *name);
