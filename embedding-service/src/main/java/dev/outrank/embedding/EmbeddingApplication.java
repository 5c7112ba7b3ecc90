package dev.outrank.embedding;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the embedding service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class EmbeddingApplication {

    /** Starts it, with Spring's arguments, for example {@code --outrank.embedding.shard=2}. */
    public static void main(String[] args) {
        SpringApplication.run(EmbeddingApplication.class, args);
    }
}
