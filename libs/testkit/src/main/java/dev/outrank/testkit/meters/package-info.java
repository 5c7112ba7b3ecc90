/**
 * What is promised of meters, for the tests of the services that have them.
 *
 * <pre>
 *   a service's enum -> MeterRow -> MeterSection: is its part of docs/metrics.md as it would be written now?
 *                               └─▶ ScrapedPage:  does the running service show these meters, with these tags, and no others?
 * </pre>
 */
@NullMarked
package dev.outrank.testkit.meters;

import org.jspecify.annotations.NullMarked;
