package dev.outrank.embedding.lookup;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

import dev.outrank.embedding.load.TableLoads;
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
    AdaptiveLimit adaptiveLimit(AdaptiveProperties adaptive, LookupProperties properties) {
        int threads = properties.threadCount();
        int capacity = properties.queueCapacity();
        return new AdaptiveLimit(
                adaptive.lowestLimit(threads, capacity), adaptive.highestLimit(threads, capacity), System::nanoTime);
    }

    @Bean
    LookupQueue lookupQueue(
            PoolingThreads threads, AdaptiveProperties adaptive, AdaptiveLimit limit, LookupMeters meters) {
        return new LookupQueue(threads, adaptive, limit, meters, System::nanoTime);
    }

    @Bean
    LookupMeters lookupMeters(
            MeterRegistry registry,
            TableLoads tables,
            PoolingThreads threads,
            FrameBudget budget,
            AdaptiveLimit limit,
            ShardCatalog catalog) {
        LookupMeters meters = new LookupMeters(registry, tables);
        meters.watch(threads, budget, limit);
        catalog.onGeneration(meters::keepOnly);
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
            LookupQueue queue,
            FrameAnswers answers) {
        LookupEndpoint endpoint =
                new LookupEndpoint(properties.maxFrameLength(), catalog, budget, queue, answers, ALLOCATOR);
        return route().POST("/lookup", endpoint::lookup).build();
    }
}
