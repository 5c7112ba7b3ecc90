package dev.outrank.workbench.stack;

import com.sun.net.httpserver.HttpServer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A process that behaves like a service, or misbehaves as it is told. Arguments: the management port, then any of
 * {@code exit=<code>} (says why, then ends), {@code stubborn} (ignores requests to end).
 */
final class FakeService {

    private FakeService() {}

    static ServiceSpec spec(String name, int port, String... behaviour) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                FakeService.class.getName(),
                Integer.toString(StackPorts.management(port))));
        command.addAll(List.of(behaviour));
        return new ServiceSpec(name, command, port);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println("fake service on " + args[0]);
        for (String behaviour : List.of(args).subList(1, args.length)) {
            if (behaviour.startsWith("exit=")) {
                out.println("cannot go on: the disk is made of cheese");
                Runtime.getRuntime().halt(Integer.parseInt(behaviour.substring("exit=".length())));
            }
            if (behaviour.equals("stubborn")) {
                CountDownLatch never = new CountDownLatch(1);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitForever(never), "stubborn"));
            }
        }
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0])), 0);
        server.createContext("/actuator/health/readiness", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    private static void awaitForever(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
