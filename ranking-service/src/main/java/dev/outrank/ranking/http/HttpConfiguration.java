package dev.outrank.ranking.http;

import dev.outrank.ranking.compute.Admission;
import dev.outrank.ranking.compute.ComputePool;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.lifetime.DrainBeforeStop;
import dev.outrank.ranking.memory.ArrayPool;
import dev.outrank.ranking.observe.SlowRequestLog;
import dev.outrank.ranking.observe.TraceIds;
import dev.outrank.ranking.request.ModelCatalog;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HttpProperties.class)
class HttpConfiguration {

    @Bean
    DecodeLimits decodeLimits(HttpProperties properties) {
        return new DecodeLimits(properties.maxCandidates(), properties.maxIds());
    }

    @Bean
    ArrayPool arrayPool(HttpProperties properties) {
        return new ArrayPool(properties.idleArrays().toBytes());
    }

    @Bean
    LargeBodies largeBodies() {
        return new LargeBodies();
    }

    @Bean
    DrainBeforeStop drainBeforeStop(HttpProperties properties) {
        return new DrainBeforeStop(properties.drain());
    }

    @Bean
    CloseWhileDraining closeWhileDraining(DrainBeforeStop drain) {
        return new CloseWhileDraining(drain);
    }

    @Bean
    RankingEndpoint rankingEndpoint(
            ModelCatalog catalog,
            HttpProperties properties,
            Admission admission,
            ComputePool compute,
            ArrayPool arrays,
            SlowRequestLog slow,
            ObjectProvider<TraceIds> traces,
            MeterRegistry meters) {
        return new RankingEndpoint(
                catalog,
                new Bodies(properties.maxBodySize()),
                new BodyBudget(properties.maxHeldBodies(), meters),
                new RequestTimeouts(properties.defaultTimeout(), properties.timeouts(), properties.maxTimeout()),
                admission,
                compute,
                arrays,
                slow,
                traces.getIfAvailable(TraceIds::ofLogContext));
    }
}
