package dev.outrank.gateway.replica;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the replicas of services are found.
 *
 * @param dns names that are asked of DNS
 */
@Validated
@ConfigurationProperties("outrank.gateway.discovery")
record DiscoveryProperties(@DefaultValue @Valid Dns dns) {

    /**
     * Replicas as the IPv4 addresses of a name.
     *
     * @param host the name, in which {@code {service}} stands for the service's, for example {@code {service}.outrank.svc.cluster.local}; none asks nobody
     * @param port of the instances
     * @param timeout time that a name server has to answer
     */
    record Dns(
            @Nullable String host,
            @DefaultValue("8100") @Min(1) @Max(65_535) int port,
            @DefaultValue("1s") @DurationMin(millis = 10) Duration timeout) {}
}
