package dev.outrank.embedding.lookup;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.outrank.embedding.shard.ShardCatalog;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

/** Wires the lookup endpoint. */
@Configuration(proxyBeanMethods = false)
class LookupConfiguration {

    private static final ByteBufAllocator ALLOCATOR = PooledByteBufAllocator.DEFAULT;

    @Bean
    PoolingThreads poolingThreads(LookupProperties properties) {
        return new PoolingThreads(properties.threadCount(), properties.queueCapacity());
    }

    @Bean
    FrameBudget frameBudget(LookupProperties properties) {
        return new FrameBudget(properties.maxHeldBytes().toBytes());
    }

    @Bean
    LookupMeters lookupMeters(
            MeterRegistry registry, PoolingThreads threads, FrameBudget budget, ShardCatalog catalog) {
        LookupMeters meters = new LookupMeters(registry);
        meters.watch(threads, budget);
        catalog.onApplied(meters::keepOnly);
        return meters;
    }

    @Bean
    FrameAnswers frameAnswers(LookupProperties properties, LookupMeters meters) {
        return new FrameAnswers(properties.maxAnswerBytes().toBytes(), ALLOCATOR, meters);
    }

    @Bean
    RouterFunction<ServerResponse> lookupRoutes(
            LookupProperties properties,
            ShardCatalog catalog,
            FrameBudget budget,
            PoolingThreads threads,
            FrameAnswers answers) {
        LookupEndpoint endpoint =
                new LookupEndpoint(properties.maxFrameLength(), catalog, budget, threads, answers, ALLOCATOR);
        return route().POST("/lookup", endpoint::lookup).build();
    }
}
