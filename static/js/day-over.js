// The day that is kept on this phone goes. What was pressed and has not been sent stays, sealed in the phone's own store.

export async function wipe() {
  const registration = await navigator.serviceWorker?.getRegistration("/")
  if (!registration?.active) return
  const { port1, port2 } = new MessageChannel()
  registration.active.postMessage({ type: "wipe" }, [port2])
  await new Promise((resolve) => {
    port1.onmessage = resolve
    setTimeout(resolve, 3000)
  })
}

// The session was ended from elsewhere, or the phone is locked: nothing of it is shown any more, and the sign-in says why.
export async function leave() {
  await wipe()
  location.replace("/sign-in")
}
