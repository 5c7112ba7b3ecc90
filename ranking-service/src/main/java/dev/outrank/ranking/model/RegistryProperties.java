package dev.outrank.ranking.model;

import dev.outrank.registry.RegistrySettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the registry is.
 *
 * @param url its base
 * @param lastKnownGood the file that keeps the last snapshot; each process needs one of its own
 * @param pollInterval time between two polls
 * @param timeout time for one poll, and for one report
 * @param instance what this process is called in its reports; by default made of its application's name, host and port, and so the same over restarts
 */
@Validated
@ConfigurationProperties("outrank.registry")
public record RegistryProperties(
        @DefaultValue("http://127.0.0.1:8888") URI url,
        @DefaultValue("var/ranking/last-known-good.json") Path lastKnownGood,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("2s") Duration timeout,
        @Nullable String instance) {

    RegistrySettings settings() {
        return new RegistrySettings(url, lastKnownGood, pollInterval, timeout);
    }
}
