//! The page: shows panics, then mounts the application. Nothing to run outside a browser.

fn main() {
    #[cfg(target_arch = "wasm32")]
    rectification_ledger::ui::mount();
}
