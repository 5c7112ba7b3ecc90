/**
 * Documents that people write, JSON or YAML, read strictly into records.
 *
 * <p>Unknown, missing, duplicate and null properties, numbers in strings and fractions for whole numbers are refused with
 * {@code file: path: what is wrong}. A record component may be absent only where it is annotated with
 * {@link com.fasterxml.jackson.annotation.JsonInclude}.
 */
@NullMarked
package dev.outrank.workbench.document;

import org.jspecify.annotations.NullMarked;
