@NullMarked
package dev.outrank.artifact;

import org.jspecify.annotations.NullMarked;
