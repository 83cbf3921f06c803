/* read as endpoint/core/ep-bad.c: a label to clean up at. */
void
ep_bad_leave(void)
{
    g_print("goto");
    goto out; /* expect */
out:
    return;
}
