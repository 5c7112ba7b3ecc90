/** Text for people: tables whose columns line up, and numbers in groups of three digits. */
@NullMarked
package dev.outrank.workbench.text;

import org.jspecify.annotations.NullMarked;
