package dev.outrank.benchmarks.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;

/** Reads every byte of a request and copies the answer once; nothing less is an answer. */
final class FloorServer extends ChannelInboundHandlerAdapter {

    private final byte[] answer = new byte[Shape.ANSWER_BYTES];

    private FloorServer() {}

    /** Listens until the process ends; returns the port. */
    static int start() {
        Channel channel = new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, FloorFrames.io()))
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel accepted) {
                        accepted.pipeline().addLast(FloorFrames.decoder(), new FloorServer());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // A failure to write closes the channel.
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf request = (ByteBuf) message;
        answer[0] = (byte) FloorFrames.touch(request);
        request.release();
        context.write(FloorFrames.frame(answer, context.alloc()), context.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }
}
