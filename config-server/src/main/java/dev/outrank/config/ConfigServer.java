package dev.outrank.config;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cloud.config.server.EnableConfigServer;

/** Starts the config server and the model registry. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigServer
public class ConfigServer {

    /** Runs until it is stopped. */
    public static void main(String[] arguments) {
        SpringApplication.run(ConfigServer.class, arguments);
    }
}
