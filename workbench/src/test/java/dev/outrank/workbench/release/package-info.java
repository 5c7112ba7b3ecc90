@NullUnmarked
package dev.outrank.workbench.release;

import org.jspecify.annotations.NullUnmarked;
