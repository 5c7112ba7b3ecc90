/** What the services that answer over Netty have in common for those who look at them from outside. It comes with the dependency: {@link dev.outrank.telemetry.TelemetryConfiguration} finds itself. */
@NullMarked
package dev.outrank.telemetry;

import org.jspecify.annotations.NullMarked;
