/**
 * What the instances of the services say of themselves.
 *
 * <p>An instance reports each second, and at once when something changed. A report says all, replaces the one before, and is no revision of the registry. It lies in the database, so that
 * every config-server on it knows of every instance, with the time of the database's clock, so that the servers' own need not agree. Who has not reported for a while is not
 * live, and counts for nothing.
 */
@NullMarked
package dev.outrank.config.report;

import org.jspecify.annotations.NullMarked;
