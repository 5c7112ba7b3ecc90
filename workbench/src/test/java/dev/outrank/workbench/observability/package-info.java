/**
 * Dashboards, alerts and the compose stack, tested like code: the files by themselves, and every query on the Prometheus of a stack that serves requests.
 */
@NullMarked
package dev.outrank.workbench.observability;

import org.jspecify.annotations.NullMarked;
