//! Connections that can be reset, or stopped half-way through an answer.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

/// Bytes of an answer that come before it stops half-way: less than any status line with headers.
const FIRST_HALF: usize = 24;

/// The listening socket.
pub(super) struct Doors(pub(super) TcpListener);

/// One connection.
pub(super) struct Line {
    stream: TcpStream,
    handle: Handle,
}

/// What a request handler holds of its connection.
#[derive(Clone, Default)]
pub(super) struct Handle(Arc<Mutex<Trouble>>);

#[derive(Default)]
enum Trouble {
    #[default]
    None,
    Reset,
    /// So many bytes may still be written.
    Stopped {
        left: usize,
        waiting: Option<Waker>,
    },
}

impl Handle {
    fn lock(&self) -> MutexGuard<'_, Trouble> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next byte to be written resets the connection instead.
    pub(super) fn reset(&self) {
        *self.lock() = Trouble::Reset;
    }

    /// Only the first bytes of the next answer are written, until [`Handle::go_on`].
    pub(super) fn stop_half_way(&self) {
        *self.lock() = Trouble::Stopped { left: FIRST_HALF, waiting: None };
    }

    /// Lets the rest through.
    pub(super) fn go_on(&self) {
        if let Trouble::Stopped { waiting: Some(waker), .. } = std::mem::take(&mut *self.lock()) {
            waker.wake();
        }
    }

    /// How many of these bytes may be written now.
    fn admits(&self, wanted: usize, context: &Context<'_>) -> Poll<io::Result<usize>> {
        match &mut *self.lock() {
            Trouble::None => Poll::Ready(Ok(wanted)),
            Trouble::Reset => Poll::Ready(Err(io::ErrorKind::ConnectionReset.into())),
            Trouble::Stopped { left: 0, waiting } => {
                *waiting = Some(context.waker().clone());
                Poll::Pending
            }
            Trouble::Stopped { left, .. } => {
                let now = wanted.min(*left);
                *left -= now;
                Poll::Ready(Ok(now))
            }
        }
    }
}

impl Listener for Doors {
    type Io = Line;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Line, SocketAddr) {
        loop {
            // A connection that is gone before it is accepted concerns nobody.
            if let Ok((stream, address)) = self.0.accept().await {
                return (Line { stream, handle: Handle::default() }, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Doors>> for Handle {
    fn connect_info(stream: IncomingStream<'_, Doors>) -> Self {
        stream.io().handle.clone()
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.handle.admits(bytes.len(), context) {
            Poll::Ready(Ok(now)) => Pin::new(&mut self.stream).poll_write(context, &bytes[..now]),
            Poll::Ready(Err(error)) => {
                // The peer sees a reset rather than an end.
                self.stream.set_zero_linger()?;
                Poll::Ready(Err(error))
            }
            Poll::Pending => Poll::Pending,
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
