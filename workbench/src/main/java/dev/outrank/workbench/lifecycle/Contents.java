package dev.outrank.workbench.lifecycle;

import dev.outrank.workbench.stack.StackModel;

/**
 * Files that versions are made of, any number of each.
 *
 * @param name in the names of its versions
 * @param files bundle and packed shards
 */
record Contents(String name, StackModel files) {}
