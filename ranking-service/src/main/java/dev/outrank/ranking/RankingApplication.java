package dev.outrank.ranking;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The ranking service. */
@SpringBootApplication(proxyBeanMethods = false)
public class RankingApplication {

    /** Starts the service with {@code --name=value} properties. */
    public static void main(String[] args) {
        SpringApplication.run(RankingApplication.class, args);
    }
}
