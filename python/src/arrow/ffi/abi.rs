//! The three structures, as both specifications lay them out.

use std::ffi::{c_char, c_int, c_void};

/// The type of a column, and of what is in it.
#[repr(C)]
pub(crate) struct ArrowSchema {
    pub(super) format: *const c_char,
    pub(super) name: *const c_char,
    pub(super) metadata: *const c_char,
    pub(super) flags: i64,
    pub(super) n_children: i64,
    pub(super) children: *mut *mut Self,
    pub(super) dictionary: *mut Self,
    pub(super) release: Option<unsafe extern "C" fn(*mut Self)>,
    pub(super) private_data: *mut c_void,
}

/// The buffers of a column.
#[repr(C)]
pub(crate) struct ArrowArray {
    pub(super) length: i64,
    pub(super) null_count: i64,
    pub(super) offset: i64,
    pub(super) n_buffers: i64,
    pub(super) n_children: i64,
    pub(super) buffers: *mut *const c_void,
    pub(super) children: *mut *mut Self,
    pub(super) dictionary: *mut Self,
    pub(super) release: Option<unsafe extern "C" fn(*mut Self)>,
    pub(super) private_data: *mut c_void,
}

/// A column in pieces, one after the other.
#[repr(C)]
pub(crate) struct ArrowStream {
    pub(super) get_schema: Option<unsafe extern "C" fn(*mut Self, *mut ArrowSchema) -> c_int>,
    pub(super) get_next: Option<unsafe extern "C" fn(*mut Self, *mut ArrowArray) -> c_int>,
    pub(super) get_last_error: Option<unsafe extern "C" fn(*mut Self) -> *const c_char>,
    pub(super) release: Option<unsafe extern "C" fn(*mut Self)>,
    pub(super) private_data: *mut c_void,
}

/// What the three have in common: whoever holds one releases it, once; and one that was released,
/// or moved elsewhere, has no release callback any more.
pub(super) trait Structure: Sized {
    /// One that is not there.
    const RELEASED: Self;

    /// Whether it is there.
    fn is_there(&self) -> bool;

    /// Marks it as moved elsewhere.
    fn moved(&mut self);

    /// Moves it out of memory that belongs to someone else; none if it is not there any more.
    ///
    /// # Safety
    ///
    /// `from` must point to a structure of this type, aligned, which nobody else uses meanwhile.
    unsafe fn take(from: *mut Self) -> Option<Self> {
        // SAFETY: by this function's contract the pointer can be dereferenced, and alone.
        let place = unsafe { &mut *from };
        if !place.is_there() {
            return None;
        }
        // SAFETY: the place holds a structure. It is copied bit by bit, as the specification has
        // structures moved, and the place is marked at once, so that only the copy is released.
        let taken = unsafe { std::ptr::read(place) };
        place.moved();
        Some(taken)
    }
}

macro_rules! structure {
    ($name:ident { $($field:ident: $nothing:expr),+ $(,)? }) => {
        impl Structure for $name {
            const RELEASED: Self = Self {
                $($field: $nothing,)+
                release: None,
                private_data: std::ptr::null_mut(),
            };

            fn is_there(&self) -> bool {
                self.release.is_some()
            }

            fn moved(&mut self) {
                self.release = None;
            }
        }

        impl Drop for $name {
            fn drop(&mut self) {
                if let Some(release) = self.release {
                    // SAFETY: the callback is there, so this was neither released nor moved, and
                    // its producer asks to have it called once, with the structure itself.
                    unsafe { release(self) };
                }
                // A producer that forgets to mark it is not called again: this is gone.
                self.release = None;
            }
        }

        // SAFETY: the specifications bind a structure to no thread; what produced one and needs
        // a lock for its release, such as the interpreter's, takes it there. Only one thread at a
        // time has it: nothing here gives away more than one `&mut`, and what `&` allows is reading
        // of immutable buffers.
        unsafe impl Send for $name {}
        // SAFETY: as above; through `&` nothing is called and nothing is written.
        unsafe impl Sync for $name {}
    };
}

structure!(ArrowSchema {
    format: std::ptr::null(),
    name: std::ptr::null(),
    metadata: std::ptr::null(),
    flags: 0,
    n_children: 0,
    children: std::ptr::null_mut(),
    dictionary: std::ptr::null_mut(),
});
structure!(ArrowArray {
    length: 0,
    null_count: 0,
    offset: 0,
    n_buffers: 0,
    n_children: 0,
    buffers: std::ptr::null_mut(),
    children: std::ptr::null_mut(),
    dictionary: std::ptr::null_mut(),
});
structure!(ArrowStream { get_schema: None, get_next: None, get_last_error: None });
