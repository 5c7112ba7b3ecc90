package dev.outrank.workbench.observability;

import dev.outrank.workbench.stack.TestStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stack of {@code docker-compose.yml}, as continuous integration runs it: a project of its own, on free ports, gone with all its volumes when it is taken down. */
final class ComposeStack {

    private static final Logger LOG = LoggerFactory.getLogger(ComposeStack.class);

    /** Images are built within it; services start one after the other on two processors. */
    private static final Duration UP = Duration.ofMinutes(10);

    private static final Duration SHORT = Duration.ofMinutes(2);
    private static final String ANY_PORT = "0";

    private final List<String> compose;
    private final DockerCommand docker = new DockerCommand(
            TestStack.ROOT,
            Map.of(
                    "OUTRANK_GATEWAY_PORT", ANY_PORT,
                    "OUTRANK_CONFIG_PORT", ANY_PORT,
                    "OUTRANK_PROMETHEUS_PORT", ANY_PORT));

    private ComposeStack(String project) {
        this.compose = List.of("compose", "-p", project, "-f", "docker-compose.yml", "-f", "deploy/compose/ci.yml");
    }

    /** Builds images of the jars that this build has packaged, and returns when all services are healthy. */
    static ComposeStack up() throws InterruptedException {
        ComposeStack stack =
                new ComposeStack("outrank-it-" + ProcessHandle.current().pid());
        try {
            stack.run(UP, "up", "--detach", "--build", "--quiet-pull", "--wait");
            return stack;
        } catch (AssertionError e) {
            try {
                LOG.error("The stack did not come up:\n{}", stack.logs());
            } finally {
                stack.down();
            }
            throw e;
        }
    }

    private String run(Duration patience, String... arguments) throws InterruptedException {
        return docker.run(
                        patience,
                        Stream.concat(compose.stream(), Stream.of(arguments)).toList())
                .orFail();
    }

    /** Returns the port of this machine at which a service's port is published. */
    int port(String service, int port) throws InterruptedException {
        String address = run(SHORT, "port", service, String.valueOf(port));
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** Gives a service another number of replicas, and returns when all are healthy. */
    void scale(String service, int replicas) throws InterruptedException {
        run(UP, "up", "--detach", "--no-recreate", "--no-deps", "--wait", "--scale", service + "=" + replicas, service);
    }

    /** Returns the containers of a service that run. */
    List<String> containers(String service) throws InterruptedException {
        return run(SHORT, "ps", "--quiet", service).lines().toList();
    }

    /** Ends a container at once. It is not started again. */
    void kill(String container) throws InterruptedException {
        docker.run(SHORT, List.of("kill", container)).orFail();
    }

    /** Runs a command in a service's container, and returns what it printed. */
    DockerCommand.Ended exec(Duration patience, String service, List<String> command) throws InterruptedException {
        List<String> arguments = new ArrayList<>(compose);
        arguments.addAll(List.of("exec", "-T", service));
        arguments.addAll(command);
        return docker.run(patience, arguments);
    }

    /** Returns the end of all logs. */
    String logs() throws InterruptedException {
        return run(SHORT, "logs", "--no-color", "--tail", "40");
    }

    /** Ends all containers and forgets their volumes. */
    void down() throws InterruptedException {
        run(SHORT, "down", "--volumes", "--remove-orphans", "--timeout", "2");
    }
}
