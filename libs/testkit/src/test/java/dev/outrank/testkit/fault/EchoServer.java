package dev.outrank.testkit.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Sends back what it gets, and shows what it got. */
final class EchoServer implements AutoCloseable {

    private static final int BUFFER = 16 << 10;

    private final ServerSocket listening;
    private final BlockingQueue<Integer> received = new LinkedBlockingQueue<>();

    EchoServer() throws IOException {
        listening = new ServerSocket(0, BUFFER, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket socket = listening.accept();
                    Thread.ofVirtual().start(() -> echo(socket));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private void echo(Socket socket) {
        try (socket) {
            byte[] buffer = new byte[BUFFER];
            for (int count = socket.getInputStream().read(buffer);
                    count >= 0;
                    count = socket.getInputStream().read(buffer)) {
                received.add(count);
                socket.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException e) {
            received.add(-1);
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Returns the lengths of what was read, -1 where a connection broke. */
    BlockingQueue<Integer> received() {
        return received;
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
