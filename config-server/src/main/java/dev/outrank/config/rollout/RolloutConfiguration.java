package dev.outrank.config.rollout;

import dev.outrank.config.registry.ModelRegistry;
import dev.outrank.config.report.ReplicaReports;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;

/** Leads rollouts in the application's registry. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RolloutProperties.class)
class RolloutConfiguration {

    @Bean
    RolloutStore rolloutStore(JdbcAggregateOperations rows) {
        return new RolloutStore(rows);
    }

    @Bean
    RolloutStop rolloutStop(RolloutStore store) {
        return new RolloutStop(store);
    }

    @Bean
    Rollouts rollouts(ModelRegistry registry, RolloutStore store) {
        return new Rollouts(registry, store, Clock.systemUTC());
    }

    @Bean
    RolloutConductor rolloutConductor(
            ModelRegistry registry, Rollouts rollouts, RolloutStore store, ReplicaReports reports) {
        return new RolloutConductor(registry, rollouts, store, reports, Clock.systemUTC(), System::nanoTime);
    }

    @Bean
    RolloutRounds rolloutRounds(RolloutConductor conductor, RolloutProperties properties) {
        return new RolloutRounds(conductor, properties.interval());
    }

    @Bean
    RolloutReadings rolloutReadings(ModelRegistry registry, RolloutStore store, RolloutConductor conductor) {
        return new RolloutReadings(registry, store, conductor);
    }
}
