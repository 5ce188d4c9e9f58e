//! The program `waxwing`, run as people and programs run it.

mod common;
mod convert;
mod inspect;
mod push;
mod verify;
