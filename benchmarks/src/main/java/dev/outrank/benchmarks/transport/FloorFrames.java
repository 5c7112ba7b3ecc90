package dev.outrank.benchmarks.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;

/** A length of four bytes, then as many bytes. */
final class FloorFrames {

    private static final int LARGEST = 1 << 24;

    private FloorFrames() {}

    static ChannelHandler decoder() {
        return new LengthFieldBasedFrameDecoder(LARGEST, 0, Integer.BYTES, 0, Integer.BYTES);
    }

    /** Copies the bytes once. */
    static ByteBuf frame(byte[] bytes, ByteBufAllocator allocator) {
        int length = Integer.BYTES + bytes.length;
        return allocator.directBuffer(length, length).writeInt(bytes.length).writeBytes(bytes);
    }

    /** Reads every byte. */
    static long touch(ByteBuf bytes) {
        long sum = 0;
        int at = bytes.readerIndex();
        for (; at + Long.BYTES <= bytes.writerIndex(); at += Long.BYTES) {
            sum += bytes.getLong(at);
        }
        return sum;
    }

    static IoHandlerFactory io() {
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }
}
